package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.policyfile.PolicyFolder;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.yaml.YamlFormatter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that formats policy files. */
@Command(
    name = "fmt",
    description = {
      "Formats policy files: order of the envelope, white space, empty lines. Comments and"
          + " indentation stay.",
      "Exit codes: 0 done, 1 a file is not YAML or, with --check, not formatted, 2 misused."
    },
    mixinStandardHelpOptions = true)
final class PolicyFmtCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Policy files, or folders whose *.yaml files are formatted.")
  private List<Path> paths = List.of();

  @Option(names = "--check", description = "Changes nothing and lists files to format.")
  private boolean check;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    boolean good = true;
    for (Path file : files()) {
      try {
        good &= format(file, out);
      } catch (IOException e) {
        throw CommandFailure.error(file + ": cannot be read or written as UTF-8");
      }
    }
    return good ? 0 : 1;
  }

  private boolean format(Path file, PrintWriter out) throws IOException {
    String text = Files.readString(file);
    Optional<String> formatted = YamlFormatter.format(text);
    if (formatted.isEmpty()) {
      out.println(file + ": is not one YAML document; policy validate says where");
      return false;
    }
    if (formatted.get().equals(text)) {
      return true;
    }
    out.println(file + (check ? ": is not formatted" : ": formatted"));
    if (!check) {
      PolicyBundleCommand.replace(file, formatted.get());
    }
    return !check;
  }

  private List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      try {
        files.addAll(Files.isDirectory(path) ? PolicyFolder.files(path) : List.of(path));
      } catch (IOException e) {
        throw CommandFailure.error(path + ": cannot be read");
      }
    }
    return files;
  }
}
