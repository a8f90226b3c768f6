from regulations.channels import Channel


def test_every_channel_has_a_name_for_people() -> None:
    assert all(channel.label for channel in Channel)
    assert Channel("cabinet").label == "Личный кабинет"
