package dev.sluice.ctl.manage;

import static java.util.Objects.requireNonNull;

import dev.sluice.common.Secret;
import dev.sluice.ctl.context.ContextFile;
import dev.sluice.ctl.remote.DeviceLogin;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that gets a token for a context by a login in a browser. */
@Command(
    name = "login",
    description = {
      "Gets a token by a login in a browser (OAuth 2.0 device authorization grant).",
      "It is kept in a file beside the contexts, which only you can read.",
      "Exit codes: 0 done, 1 refused or an error, 2 misused, 6 the issuer is unreachable."
    },
    mixinStandardHelpOptions = true)
public final class LoginCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--context",
      required = true,
      paramLabel = "NAME",
      description = "The context that gets the token; see context set.")
  private String context = "";

  @Option(names = "--issuer", required = true, paramLabel = "URL", description = "An issuer.")
  private URI issuer = URI.create("");

  @Option(names = "--client-id", required = true, paramLabel = "ID", description = "A client.")
  private String clientId = "";

  @Option(
      names = "--scope",
      defaultValue = "openid",
      description = "The scopes, with spaces between (default: ${DEFAULT-VALUE}).")
  private String scope = "";

  @Override
  public Integer call() {
    ContextFile file = ContextCommandGroup.file();
    file.read().get(context);
    try (DeviceLogin login = new DeviceLogin(issuer, clientId)) {
      Secret token = login.token(scope, requireNonNull(spec).commandLine().getErr()::println);
      file.writeToken(context, token);
      return 0;
    }
  }
}
