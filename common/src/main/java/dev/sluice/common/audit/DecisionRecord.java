package dev.sluice.common.audit;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One decision as it was made: one row of {@code decision_events}. It holds no token and no value
 * of a header; every text is bounded where it is written.
 *
 * @param id made from the request, so that the same decision told twice is one row
 * @param tsMs when it was decided, in epoch milliseconds
 * @param nodeId the server that decided
 */
public record DecisionRecord(
    UUID id,
    long tsMs,
    String requestId,
    String correlationId,
    DecisionOutline outline,
    Request request,
    String nodeId) {
  static final int NAME = 256;
  static final int PATH = 500;
  static final int NAMES = 100;

  /** The UTF-8 bytes of the record, its keys the columns of its table. */
  public byte[] json() {
    return AuditJson.write(this);
  }

  /** What was decided. */
  public enum Effect {
    ALLOW,
    DENY;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was decided, by which rule and why.
   *
   * @param shadow rules that would have refused
   */
  public record Verdict(
      Effect effect,
      @Nullable String errorCode,
      String rule,
      String reason,
      String policyVersion,
      List<String> shadow) {
    public Verdict {
      errorCode = Texts.bounded(errorCode, 100);
      rule = Texts.known(rule, NAME);
      reason = Texts.known(reason, NAME);
      policyVersion = Texts.known(policyVersion, NAME);
      shadow = names(shadow, NAME);
    }
  }

  /** Who asked, with which kind of credential, at which level and which was needed. */
  public record Caller(
      String credential,
      @Nullable String credentialId,
      @Nullable String subscriptionId,
      @Nullable String planId,
      String tenant,
      String project,
      String workspace,
      String user,
      String role,
      String requiredRole) {
    public Caller {
      credential = Texts.known(credential, 50);
      credentialId = Texts.bounded(credentialId, NAME);
      subscriptionId = Texts.bounded(subscriptionId, NAME);
      planId = Texts.bounded(planId, NAME);
      tenant = Texts.known(tenant, NAME);
      project = Texts.known(project, NAME);
      workspace = Texts.known(workspace, NAME);
      user = Texts.known(user, NAME);
      role = Texts.known(role, 50);
      requiredRole = Texts.known(requiredRole, 50);
    }
  }

  /** Where the request was going. */
  public record Target(
      @Nullable String publishId,
      @Nullable String routeId,
      String routeTarget,
      @Nullable String apiVersion,
      String environment) {
    public Target {
      publishId = Texts.bounded(publishId, NAME);
      routeId = Texts.bounded(routeId, NAME);
      routeTarget = Texts.known(routeTarget, NAME);
      apiVersion = Texts.bounded(apiVersion, 50);
      environment = Texts.known(environment, 50);
    }
  }

  /** What was asked for. The path comes without its query string, and masked. */
  public record Request(
      String method,
      String host,
      String path,
      List<String> headerNames,
      @Nullable String clientIp) {
    public Request {
      headerNames = List.copyOf(headerNames);
      clientIp = ClientAddress.literal(clientIp);
    }
  }

  private static List<String> names(List<String> names, int max) {
    return names.stream().limit(NAMES).map(name -> Texts.known(name, max)).toList();
  }
}
