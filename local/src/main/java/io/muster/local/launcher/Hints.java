package io.muster.local.launcher;

/** What a person can do with the running service. */
final class Hints {
    private Hints() {}

    static String text(StackFacts facts) {
        String edge = "https://localhost:" + facts.gateway().fact("https");
        return String.join(
                System.lineSeparator(),
                "",
                "The service stays up. Try it:",
                "  device API    " + edge + "/" + facts.topology().idScope() + "/registrations/<id>/register",
                "  curl          curl --cacert " + facts.caFile() + " '" + edge + "/"
                        + facts.topology().idScope() + "/registrations/my-device?api-version=2021-10-01'",
                "                (answers 401 in the service's own words: no token yet)",
                "  MQTT          mqtts://localhost:" + facts.gateway().fact("mqtt")
                        + ", over WebSockets wss://localhost:" + facts.gateway().fact("https") + "/mqtt",
                "  AMQP          amqps://localhost:" + facts.gateway().fact("amqp")
                        + ", over WebSockets on the HTTPS port",
                "  service SDK   " + facts.topology().serviceConnectionString(),
                "  proxy         SOCKS 5 or HTTP CONNECT on 127.0.0.1:" + facts.portMap()
                        + ", for clients that insist on ports 443, 8883 and 5671",
                "  everything    " + facts.options().stackFile(),
                "Ctrl-C stops it.");
    }
}
