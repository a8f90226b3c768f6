"""What the law and its registers say, as pure functions and tables; nothing here reads or writes anything."""
