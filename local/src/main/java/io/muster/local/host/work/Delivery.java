package io.muster.local.host.work;

import io.muster.local.host.invoke.BindingValue;
import java.util.Map;

/** One message under peek-lock. */
interface Delivery {
    String body();

    Map<String, BindingValue> metadata();

    void complete();

    void abandon();
}
