package io.muster.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.muster.app.http.Response;
import io.muster.core.testkit.TestData;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("6.6: bearer tokens where no directory is set up, and where there never is one")
class BearerTokenTest {
    private final TestApp app = new TestApp();

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "GET, /enrollments/unit-1?api-version=2021-10-01",
        "PUT, /enrollmentGroups/plant?api-version=2021-10-01",
        "PUT, /0ne00123456/registrations/unit-1/register?api-version=2019-03-31",
        "POST, /0ne00123456/registrations/unit-1?api-version=2019-03-31"
    })
    @DisplayName("6.6: they are 401 on either plane, and the answer does not tell how the service is set up")
    void refused(String method, String target) {
        String path = target.replace("0ne00123456", TestData.SCOPE.text());
        Response answer = app.call(
                method, path, "{}", Map.of("authorization", "Bearer e30.e30.e30", "content-type", TestApp.JSON));
        assertEquals(401, answer.status(), answer::body);
        assertFalse(answer.body().contains("ENTRA"), answer::body);
    }
}
