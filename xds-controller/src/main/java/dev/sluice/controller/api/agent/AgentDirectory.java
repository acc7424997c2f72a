package dev.sluice.controller.api.agent;

import dev.sluice.controller.api.http.ApiRequest;
import dev.sluice.controller.api.http.ProblemException;
import dev.sluice.controller.api.http.ProblemType;
import java.util.Optional;

/** A directory of the agents that send requests. */
public final class AgentDirectory {
  private final Optional<AgentTokens> tokens;

  /** Creates a directory; without tokens it knows no agent. */
  public AgentDirectory(Optional<AgentTokens> tokens) {
    this.tokens = tokens;
  }

  /** Returns the agent whose token a request has. */
  public AgentIdentity agent(ApiRequest request) {
    return tokens
        .flatMap(all -> request.bearerToken().flatMap(all::identity))
        .orElseThrow(AgentDirectory::unauthenticated);
  }

  static ProblemException unauthenticated() {
    return ProblemException.of(
        ProblemType.UNAUTHENTICATED,
        "Send the valid token of an agent: Authorization: Bearer TOKEN. Registration answers it if"
            + " the controller has a key for tokens.",
        "WWW-Authenticate",
        "Bearer");
  }
}
