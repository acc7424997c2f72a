package dev.sluice.extauthz.decision.guard;

import dev.sluice.common.scope.ExchangeScope;
import dev.sluice.common.token.jws.Claims;
import dev.sluice.extauthz.decision.AuthorizationContext;
import dev.sluice.extauthz.identity.Identity;
import dev.sluice.extauthz.identity.TokenScopes;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.condition.ConditionValues;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What conditions ask about an exchange; of the parts that cost something each is made once. */
final class RequestConditionValues implements ConditionValues {
  private final AuthorizationContext exchange;
  private final ExchangeScope scope;
  private final Instant now;
  private @Nullable Map<String, List<String>> query;
  private @Nullable Map<String, Object> claims;

  RequestConditionValues(AuthorizationContext exchange, ExchangeScope scope, InstantSource clock) {
    this.exchange = exchange;
    this.scope = scope;
    this.now = clock.instant();
  }

  @Override
  public Object value(String variable) {
    return switch (variable) {
      case "request.method" -> exchange.input().method();
      case "request.host" -> scope.host();
      case "request.path" -> exchange.path();
      case "request.headers" -> exchange.input().headers();
      case "request.query" -> query();
      case "request.address" -> exchange.input().peer().address();
      case "request.time" -> now;
      case "route.id" -> exchange.route().id();
      case "route.publish" -> exchange.route().publish();
      case "route.target" -> exchange.route().target();
      case "route.environment" -> exchange.environment();
      case "route.api_version" -> exchange.route().apiVersion();
      default -> ofCaller(variable);
    };
  }

  private Object ofCaller(String variable) {
    return switch (variable) {
      case "identity.subject" -> caller(Identity.Caller::subject);
      case "identity.tenant" -> caller(Identity.Caller::tenant);
      case "identity.project" -> caller(Identity.Caller::project);
      case "identity.workspace" -> caller(Identity.Caller::workspace);
      case "identity.role" -> caller(Identity.Caller::role);
      case "identity.level" -> {
        String level = caller(caller -> caller.level().label());
        yield level.isEmpty() ? AccessLevel.NONE.label() : level;
      }
      case "identity.issuer" -> caller(Identity.Caller::issuer);
      case "identity.scopes" -> scopes();
      case "identity.claims" -> claims();
      default -> throw new IllegalArgumentException(variable);
    };
  }

  /** Of nobody in particular everything is empty. */
  private String caller(Function<Identity.Caller, String> part) {
    return exchange.identity() instanceof Identity.Caller caller ? part.apply(caller) : "";
  }

  private Map<String, Object> claims() {
    Map<String, Object> made = claims;
    if (made == null) {
      Claims shown = exchange.claims();
      made = shown == null ? Map.of() : CelClaimValues.of(shown.members());
      claims = made;
    }
    return made;
  }

  private List<String> scopes() {
    Claims claims = exchange.claims();
    return claims == null
        ? List.of()
        : List.copyOf(
            TokenScopes.of(claims, exchange.policy().claimNames(caller(Identity.Caller::issuer))));
  }

  private Map<String, List<String>> query() {
    Map<String, List<String>> known = query;
    if (known == null) {
      known = QueryParameters.parse(exchange.input().path());
      query = known;
    }
    return known;
  }
}
