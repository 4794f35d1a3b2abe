package io.muster.bench;

import io.muster.bench.cost.Prices;
import java.nio.file.Files;
import java.nio.file.Path;

/** Only the costs: on stdout and as {@code cost-report.txt}. */
public final class CostMain {
    private CostMain() {}

    /** @param args the repository, where what is measured has been built, and a folder for the report and logs */
    public static void main(String[] args) throws Exception {
        Path target = Files.createDirectories(Path.of(args[1]));
        String text;
        try (LocalStack stack = LocalStack.start(Path.of(args[0]), target)) {
            text = String.join(System.lineSeparator(), CostTable.of(CostRun.all(stack), Prices.noted()))
                    + System.lineSeparator();
        }
        Files.writeString(target.resolve("cost-report.txt"), text);
        System.out.println(text);
    }
}
