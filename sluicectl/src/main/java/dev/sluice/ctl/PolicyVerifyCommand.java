package dev.sluice.ctl;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.policyfile.PolicyFolder;
import dev.sluice.common.policyfile.signed.PolicySignatures;
import dev.sluice.ctl.failure.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that verifies a signed manifest and the policy files beside it. */
@Command(
    name = "verify",
    description = {
      "Verifies a signed manifest and the policy files beside it.",
      "Exit codes: 0 all are as signed, 1 one is not, 2 misused."
    },
    mixinStandardHelpOptions = true)
final class PolicyVerifyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The manifest.")
  private @Nullable Path file;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      required = true,
      description = "Ed25519 public keys (PEM); the signature of one is enough.")
  private @Nullable Path publicKey;

  @Override
  public Integer call() {
    Path manifest = requireNonNull(file);
    Path keyFile = requireNonNull(publicKey);
    PolicySignatures signatures =
        PolicySignatures.of(keyFile)
            .orElseThrow(() ->
                CommandFailure.error(
                    keyFile + ": has no Ed25519 public key (PEM), or cannot be read"));
    Map<Path, byte[]> contents = contents(manifest);
    Map<Path, String> problems = signatures.problems(manifest, contents, true);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    problems.forEach((place, why) -> out.println(place + ": " + why));
    if (problems.isEmpty()) {
      out.println(manifest + ": good, " + contents.size() + " files as signed");
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private static Map<Path, byte[]> contents(Path manifest) {
    Map<Path, byte[]> contents = new TreeMap<>();
    Path folder = requireNonNull(manifest.toAbsolutePath().normalize().getParent());
    try {
      for (Path policy : PolicyFolder.files(folder)) {
        contents.put(manifest.resolveSibling(policy.getFileName()), Files.readAllBytes(policy));
      }
    } catch (IOException e) {
      throw CommandFailure.error(folder + ": cannot be read");
    }
    return contents;
  }
}
