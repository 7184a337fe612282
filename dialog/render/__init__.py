"""How a plan leaves the program: Markdown, HTML and JSON for files, each made from the plan alone."""
