"""Registers devices with the vendor's Python device SDK, as often as each says; prints one JSON array of what it gave.

The file MUSTER_DEVICES holds [{"id", "key", "times"}] or [{"id", "cert", "keyPem", "times"}]. MUSTER_PROXY, host:port, is a
SOCKS proxy that knows the host names; MUSTER_TRANSPORT is MQTT or MQTT_WS.
"""

import json
import os
import pathlib
import sys
import tempfile

from azure.iot.device import ProvisioningDeviceClient, ProxyOptions, X509


def common():
    address, port = os.environ["MUSTER_PROXY"].rsplit(":", 1)
    authority = pathlib.Path(os.environ["REQUESTS_CA_BUNDLE"]).read_text(encoding="ascii")
    return {
        "provisioning_host": os.environ["MUSTER_DEVICE_HOST"],
        "id_scope": os.environ["MUSTER_ID_SCOPE"],
        "websockets": os.environ["MUSTER_TRANSPORT"] == "MQTT_WS",
        "proxy_options": ProxyOptions(proxy_type="SOCKS5", proxy_addr=address, proxy_port=int(port)),
        "server_verification_cert": authority,
    }


def client(device, folder):
    if "key" in device:
        return ProvisioningDeviceClient.create_from_symmetric_key(
            registration_id=device["id"], symmetric_key=device["key"], **common()
        )
    files = {name: pathlib.Path(folder, name + ".pem") for name in ("cert", "keyPem")}
    for name, file in files.items():
        file.write_text(device[name], encoding="ascii")
    certificate = X509(cert_file=str(files["cert"]), key_file=str(files["keyPem"]))
    return ProvisioningDeviceClient.create_from_x509_certificate(
        registration_id=device["id"], x509=certificate, **common()
    )


def register(device, folder):
    registering = client(device, folder)
    registering.provisioning_payload = {"note": ["any", "json"]}
    try:
        result = registering.register()
        state = result.registration_state
        return {"status": result.status, "hub": state.assigned_hub, "deviceId": state.device_id}
    except Exception as error:  # whatever the SDK makes of a refusal
        return {"error": f"{type(error).__name__}: {error} ({error.__cause__})"}


if __name__ == "__main__":
    described = json.loads(pathlib.Path(os.environ["MUSTER_DEVICES"]).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        json.dump([register(each, folder) for each in described for _ in range(each["times"])], sys.stdout)
