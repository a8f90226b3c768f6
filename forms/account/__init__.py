"""What an employee asks an applicant who has no account: the cards of registration without password and consents."""
