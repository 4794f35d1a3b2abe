"""The whole life of a CA certificate with the vendor's Python management SDK; prints one JSON object of what it gave.

Where the service is, its name and a token for it come in the environment; MUSTER_API_VERSION says which version the SDK
is to speak. The CA and what it signs are made with openssl in the folder the program runs in.
"""

import base64
import json
import os
import subprocess
import sys
import time

from azure.core import MatchConditions
from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.mgmt.iothubprovisioningservices import IotDpsClient

NAME = os.environ["MUSTER_NAME"]
SERVICE = ("factory-rg", os.environ["MUSTER_SERVICE_NAME"])


class Token:
    """A credential that has its token already."""

    def __init__(self, token):
        self.token = token

    def get_token(self, *_, **__):
        return AccessToken(self.token, int(time.time()) + 3600)


def client(token):
    return IotDpsClient(
        Token(token),
        "91d12660-3dec-467a-be2a-213b5544ddc0",
        base_url=os.environ["MUSTER_BASE"],
        credential_scopes=["https://azure-devices-provisioning.net/.default"],
        api_version=os.environ["MUSTER_API_VERSION"],
    ).dps_certificate


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], check=True, capture_output=True)


def authority(name):
    openssl(
        *("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"),
        *("-keyout", f"{name}.key", "-out", f"{name}.pem", "-subj", f"/CN={NAME}"),
        *("-addext", "keyUsage=critical,keyCertSign"),
    )


def signed(name, common_name):
    """PEM of a certificate that this CA issued."""
    openssl(
        *("req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"),
        *("-keyout", "proof.key", "-out", "proof.csr", "-subj", f"/CN={common_name}"),
    )
    openssl(
        *("x509", "-req", "-in", "proof.csr", "-CA", f"{name}.pem", "-CAkey", f"{name}.key", "-CAcreateserial"),
        *("-days", "1", "-out", "proof.pem"),
    )
    return text("proof.pem")


def text(file):
    with open(file, encoding="ascii") as opened:
        return opened.read()


def refusal(call, *arguments, **named):
    """The class and the status of the error that a call ends with, and the code as the SDK reads it."""
    try:
        call(*arguments, **named)
    except HttpResponseError as error:
        code = error.model.code if error.model else json.loads(error.response.text())["code"]
        return [type(error).__name__, error.status_code, int(code)]
    return ["not refused", 0, 0]


def at(certificate):
    return {"etag": certificate.etag, "match_condition": MatchConditions.IfNotModified}


def life(certificates):
    for name in ("ca", "stranger"):
        authority(name)
    described = {"properties": {"certificate": base64.b64encode(text("ca.pem").encode()).decode()}}
    # The SDK wants the certificate's name last in some calls and first in others.
    one = (*SERVICE, NAME)
    it = (NAME, *SERVICE)

    made = certificates.create_or_update(*one, described)
    listed = [each.name for each in certificates.list(*SERVICE).value]
    got = certificates.get(*it)
    missing = refusal(certificates.create_or_update, *one, described)
    challenged = certificates.generate_verification_code(*it, **at(made))
    stale = refusal(certificates.generate_verification_code, *it, **at(made))
    code = challenged.properties.verification_code
    wrong_code = refusal(certificates.verify_certificate, *it, {"certificate": signed("ca", "0" * 48)}, **at(challenged))
    wrong_key = refusal(certificates.verify_certificate, *it, {"certificate": signed("stranger", code)}, **at(challenged))
    verified = certificates.verify_certificate(*it, {"certificate": signed("ca", code)}, **at(challenged))
    replaced = certificates.create_or_update(*one, {"properties": {**described["properties"], "isVerified": True}}, **at(verified))
    stale_delete = refusal(certificates.delete, *one, **at(verified))
    certificates.delete(*one, **at(replaced))
    certificates.delete(*one, **at(replaced))
    return {
        "id": made.id,
        "type": made.type,
        "expiry": made.properties.expiry.isoformat(),
        "created": made.properties.created.isoformat(),
        "thumbprint": made.properties.thumbprint,
        "subject": made.properties.subject,
        "unverified": not made.properties.is_verified,
        "listed": NAME in listed,
        "sameEtag": made.etag == got.etag,
        "etags": len({made.etag, challenged.etag, verified.etag, replaced.etag}),
        "missing": missing,
        "code": code,
        "stale": stale,
        "wrongCode": wrong_code,
        "wrongKey": wrong_key,
        "verified": verified.properties.is_verified,
        "vouchedFor": replaced.properties.is_verified,
        "staleDelete": stale_delete,
        "gone": refusal(certificates.get, *it),
        "otherService": refusal(certificates.list, SERVICE[0], "other"),
    }


if __name__ == "__main__":
    result = life(client(os.environ["MUSTER_TOKEN"]))
    result["forbidden"] = refusal(client(os.environ["MUSTER_READER"]).list, *SERVICE)
    json.dump(result, sys.stdout)
