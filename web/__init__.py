"""The HTTP edge: routes, middleware, cookies, streaming of files, health and the front end in Russian."""
