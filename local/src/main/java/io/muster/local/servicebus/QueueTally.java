package io.muster.local.servicebus;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often each thing was asked of a queue: what a namespace bills as operations. The broker's loop owns it. */
final class QueueTally {
    private long sends;
    private long cancels;
    private long deliveries;
    private long settlements;
    private long renewals;

    void sent() {
        sends++;
    }

    void cancelled() {
        cancels++;
    }

    void delivered() {
        deliveries++;
    }

    void settled() {
        settlements++;
    }

    void renewed() {
        renewals++;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sends", sends);
        json.put("cancels", cancels);
        json.put("deliveries", deliveries);
        json.put("settlements", settlements);
        json.put("renewals", renewals);
        return json;
    }
}
