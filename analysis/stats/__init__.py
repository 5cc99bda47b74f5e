"""Pure statistics; they read nothing, write nothing and import nothing of the project but its words."""
