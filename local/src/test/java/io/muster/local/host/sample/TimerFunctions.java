package io.muster.local.host.sample;

import com.microsoft.azure.functions.annotation.FunctionName;
import com.microsoft.azure.functions.annotation.TimerTrigger;

/** A timer that tells its state. */
public class TimerFunctions {

    @FunctionName("T_Tick")
    public void tick(@TimerTrigger(name = "timer", schedule = "%TICK%") String timer) {
        Exchange.tell(timer);
    }
}
