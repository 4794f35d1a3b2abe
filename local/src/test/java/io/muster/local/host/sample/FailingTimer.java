package io.muster.local.host.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** A timer that fails. */
public class FailingTimer {

    @FunctionName("T_Fails")
    public void fail(@TimerTrigger(name = "timer", schedule = "0 0 0 1 1 *") String timer) {
        throw new IllegalStateException("as it should");
    }
}
