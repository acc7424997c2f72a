package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.policyfile.signed.PolicyManifest;
import dev.sluice.common.policyfile.signed.PolicySigningKey;
import dev.sluice.ctl.failure.CommandFailure;
import dev.sluice.ctl.policyfile.PolicyFileReport;
import dev.sluice.ctl.policyfile.PolicyFileValidator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that signs valid policy files: it writes a manifest beside them. */
@Command(
    name = "bundle",
    description = {
      "Signs policy files: writes a manifest with the SHA-256 of each beside them.",
      "Exit codes: 0 signed, 1 a file is not valid or cannot be read, 2 misused."
    },
    mixinStandardHelpOptions = true)
final class PolicyBundleCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Policy files, or folders whose *.yaml files are signed.")
  private List<Path> paths = List.of();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The Ed25519 private key (PKCS#8, PEM) that signs.")
  private @Nullable Path key;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The manifest; default " + PolicyManifest.FILE_NAME + " beside the files.")
  private @Nullable Path output;

  @Override
  public Integer call() {
    CommandSpec command = requireNonNull(spec);
    List<PolicyFileReport> reports = new PolicyFileValidator().validate(paths);
    if (reports.isEmpty()) {
      throw CommandFailure.error("There is no policy file at " + paths + ".");
    }
    if (!reports.stream().allMatch(PolicyFileReport::isValid)) {
      PrintWriter err = command.commandLine().getErr();
      reports.stream()
          .filter(report -> !report.isValid())
          .forEach(report -> report.lines().forEach(err::println));
      return 1;
    }
    Path target =
        output == null
            ? reports.getFirst().file().resolveSibling(PolicyManifest.FILE_NAME)
            : output;
    PolicyManifest manifest = manifest(reports, target);
    String text = readKey(requireNonNull(key)).sign(manifest);
    try {
      replace(target, text);
    } catch (IOException e) {
      throw CommandFailure.error(target + ": cannot be written");
    }
    command
        .commandLine()
        .getOut()
        .printf("%s: %d files signed, content %s%n", target, reports.size(), manifest.sha256());
    return 0;
  }

  private static PolicyManifest manifest(List<PolicyFileReport> reports, Path target) {
    Path folder = folder(target);
    List<PolicyManifest.Entry> entries = new ArrayList<>();
    for (PolicyFileReport report : reports) {
      if (!folder(report.file()).equals(folder)) {
        throw CommandFailure.error(
            report.file() + ": is not in the folder of " + target + "; sign each folder by itself");
      }
      try {
        entries.add(
            new PolicyManifest.Entry(
                String.valueOf(report.file().getFileName()),
                report.kind(),
                report.name(),
                report.version(),
                report.sha256()));
      } catch (IllegalArgumentException e) {
        throw CommandFailure.error(report.file() + ": " + e.getMessage());
      }
    }
    try {
      return new PolicyManifest(entries);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.error(target + ": " + e.getMessage());
    }
  }

  private static PolicySigningKey readKey(Path file) {
    try {
      return PolicySigningKey.read(file)
          .orElseThrow(() ->
              CommandFailure.error(
                  file
                      + ": has no unencrypted Ed25519 key in PKCS#8 (PEM); make one with openssl"
                      + " genpkey -algorithm ed25519"));
    } catch (IOException e) {
      throw CommandFailure.error(file + ": cannot be read");
    }
  }

  /** Replaces a file at once, so that a server never reads a part of it. */
  static void replace(Path target, String text) throws IOException {
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    Files.writeString(fresh, text);
    Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path folder(Path file) {
    return requireNonNull(file.toAbsolutePath().normalize().getParent());
  }
}
