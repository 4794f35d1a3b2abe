package io.muster.local.host.invoke;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.TraceContext;
import java.util.logging.Logger;

/** The context of one invocation; its logger writes to the process's stderr. */
record InvocationContext(String invocationId, String functionName, Trace trace) implements ExecutionContext {

    @Override
    public Logger getLogger() {
        return Logger.getLogger("Function." + functionName);
    }

    @Override
    public String getInvocationId() {
        return invocationId;
    }

    @Override
    public String getFunctionName() {
        return functionName;
    }

    @Override
    public TraceContext getTraceContext() {
        return trace;
    }
}
