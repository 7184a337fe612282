/* Records what a program does to the files under $RECORDER_ROOT, in order, on the descriptor $RECORDER_LOG.

   Preloaded (LD_PRELOAD) into the typist of tests/faults/powercut.py. A power cut keeps only what was synced; to know what
   that is, one must know which writes came before which fsync. Records: kind, path, second path, offset, length, data. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static const char *root(void) { return getenv("RECORDER_ROOT"); }

static void put(const void *data, size_t length) {
    const char *log = getenv("RECORDER_LOG");
    const char *at = data;
    while (log && length > 0) {
        long put = syscall(SYS_write, atoi(log), at, length);
        if (put <= 0) abort();
        at += put;
        length -= (size_t)put;
    }
}

static void record(char kind, const char *path, const char *other, long long offset, const void *data, size_t length) {
    char head[3 * PATH_MAX];
    int saved = errno;
    int size = snprintf(head, sizeof head, "%c\t%s\t%s\t%lld\t%zu\n", kind, path, other, offset, length);
    put(head, (size_t)size);
    put(data, length);
    errno = saved;
}

static int ours(const char *path) { return root() && strncmp(path, root(), strlen(root())) == 0; }

static int of_fd(int fd, char *path) {
    char link[64];
    int saved = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t size = readlink(link, path, PATH_MAX - 1);
    errno = saved;
    if (size <= 0) return 0;
    path[size] = 0;
    return ours(path);
}

static void written(int fd, long long offset, const void *data, ssize_t length) {
    char path[PATH_MAX];
    if (length > 0 && of_fd(fd, path)) record('W', path, "", offset, data, (size_t)length);
}

ssize_t write(int fd, const void *data, size_t length) {
    char path[PATH_MAX];
    long long offset = of_fd(fd, path) ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t put = NEXT(write)(fd, data, length);
    written(fd, offset, data, put);
    return put;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    ssize_t put = NEXT(pwrite)(fd, data, length, offset);
    written(fd, offset, data, put);
    return put;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
    ssize_t put = NEXT(pwrite64)(fd, data, length, offset);
    written(fd, offset, data, put);
    return put;
}

static void cut(int fd, long long length, int result) {
    char path[PATH_MAX];
    if (result == 0 && of_fd(fd, path)) record('T', path, "", length, "", 0);
}

int ftruncate(int fd, off_t length) {
    int result = NEXT(ftruncate)(fd, length);
    cut(fd, length, result);
    return result;
}

int ftruncate64(int fd, off64_t length) {
    int result = NEXT(ftruncate64)(fd, length);
    cut(fd, length, result);
    return result;
}

static void synced(int fd, int result) {
    char path[PATH_MAX];
    if (result == 0 && of_fd(fd, path)) record('S', path, "", 0, "", 0);
}

int fsync(int fd) {
    int result = NEXT(fsync)(fd);
    synced(fd, result);
    return result;
}

int fdatasync(int fd) {
    int result = NEXT(fdatasync)(fd);
    synced(fd, result);
    return result;
}

int unlink(const char *path) {
    int result = NEXT(unlink)(path);
    if (result == 0 && ours(path)) record('U', path, "", 0, "", 0);
    return result;
}

int rename(const char *from, const char *to) {
    int result = NEXT(rename)(from, to);
    if (result == 0 && ours(to)) record('R', from, to, 0, "", 0);
    return result;
}

static void opened(const char *path, int flags, int there, int fd) {
    if (fd < 0 || !ours(path)) return;
    if (!there && (flags & O_CREAT)) record('C', path, "", 0, "", 0);
    else if (flags & O_TRUNC) record('T', path, "", 0, "", 0);
}

#define OPEN(name)                                          \
    int name(const char *path, int flags, ...) {            \
        struct stat at;                                     \
        int there = stat(path, &at) == 0;                   \
        va_list rest;                                       \
        va_start(rest, flags);                              \
        mode_t mode = va_arg(rest, mode_t);                 \
        va_end(rest);                                       \
        int fd = NEXT(name)(path, flags, mode);             \
        opened(path, flags, there, fd);                     \
        return fd;                                          \
    }

OPEN(open)
OPEN(open64)

int mkdir(const char *path, mode_t mode) {
    int result = NEXT(mkdir)(path, mode);
    if (result == 0 && ours(path)) record('D', path, "", 0, "", 0);
    return result;
}
