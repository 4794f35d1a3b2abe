package io.muster.local.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The locked npm package that is our Table Storage. */
final class Azurite {
    private final Path home;

    private Azurite(Path home) {
        this.home = home;
    }

    /** Finds the package's folder above the Function App's and installs what its lock file names, once. */
    static Azurite installed(Path app) throws IOException, InterruptedException {
        Path home = home(app);
        if (Files.notExists(home.resolve("node_modules/.package-lock.json"))) {
            System.out.println("Installing Azurite (npm ci), once …");
            Process install = new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error")
                    .directory(home.toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (install.waitFor() != 0) {
                throw new IOException("npm ci failed in " + home);
            }
        }
        return new Azurite(home);
    }

    Path startScript() {
        return home.resolve("start.js");
    }

    private static Path home(Path app) throws IOException {
        for (Path folder = app; folder != null; folder = folder.getParent()) {
            Path azurite = folder.resolve("local/azurite");
            if (Files.exists(azurite.resolve("package-lock.json"))) {
                return azurite;
            }
        }
        throw new IOException("no folder local/azurite above " + app);
    }
}
