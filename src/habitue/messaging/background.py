from habitue.jobs.work import every
from habitue.messaging.sending import send_due


@every(2)
def send_mails() -> None:
    send_due()
