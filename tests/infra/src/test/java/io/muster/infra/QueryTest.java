package io.muster.infra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The vendor's own parser takes the queries of alerts and workbook, tables and columns included")
class QueryTest {
    @Test
    void every_query_is_one() {
        List<String> arguments = new ArrayList<>(List.of("kql.js"));
        Repository.files(Repository.INFRA.resolve("kql"), ".kql").forEach(each -> arguments.add(each.toString()));
        arguments.add(Repository.INFRA.resolve("workbook.json").toString());
        assertTrue(arguments.size() > 6, arguments::toString);

        assertEquals("", Tools.node(arguments).successful());
    }

    @Test
    void an_unknown_column_and_a_keyword_as_a_name_are_found() {
        String faults = Tools.node(List.of("kql.js", "../src/test/resources/planted/queries.kql"))
                .successful();

        assertTrue(faults.contains("'ResultKode' does not refer") && faults.contains("'last' needs to be"), faults);
    }
}
