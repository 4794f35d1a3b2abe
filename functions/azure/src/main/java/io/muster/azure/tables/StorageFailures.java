package io.muster.azure.tables;

import com.azure.core.exception.HttpResponseException;
import com.azure.data.tables.models.TableErrorCode;
import com.azure.data.tables.models.TableServiceError;
import com.azure.data.tables.models.TableServiceException;
import io.muster.core.problem.Problem;
import java.util.Optional;

/** Tells the store's refusals that are answers from those that are faults. */
final class StorageFailures {
    private StorageFailures() {}

    /** The row to be made is there already. */
    static boolean exists(Throwable error) {
        return is(error, TableErrorCode.ENTITY_ALREADY_EXISTS);
    }

    /** The row is not there. A missing table is a fault: it must not look like a device nobody enrolled. */
    static boolean missing(Throwable error) {
        return is(error, TableErrorCode.RESOURCE_NOT_FOUND) || is(error, TableErrorCode.ENTITY_NOT_FOUND);
    }

    static boolean tableMissing(Throwable error) {
        return is(error, TableErrorCode.TABLE_NOT_FOUND);
    }

    /** The row is not, or no longer, as it was read. */
    static boolean changed(Throwable error) {
        return is(error, TableErrorCode.UPDATE_CONDITION_NOT_SATISFIED) || missing(error);
    }

    /** Every fault of the store or on the way to it is 503; a request it calls wrong is our own error. */
    static RuntimeException fault(String table, Throwable error) {
        if (error instanceof HttpResponseException e && e.getResponse() != null) {
            int status = e.getResponse().getStatusCode();
            if (status == 400 || status == 413) {
                return new IllegalStateException("table " + table + " refused a request as malformed", error);
            }
            return Problem.unavailable("storage answered " + status, error);
        }
        return Problem.unavailable("storage does not answer", error);
    }

    private static boolean is(Throwable error, TableErrorCode code) {
        return error instanceof TableServiceException e
                && Optional.ofNullable(e.getValue())
                        .map(TableServiceError::getErrorCode)
                        .filter(code::equals)
                        .isPresent();
    }
}
