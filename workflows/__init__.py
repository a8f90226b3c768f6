"""One file = one life cycle: statuses, who may move where, what a move sets and which letter it sends."""
