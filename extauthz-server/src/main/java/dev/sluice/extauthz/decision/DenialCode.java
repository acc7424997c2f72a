package dev.sluice.extauthz.decision;

/**
 * The codes of denials, each with its HTTP status. The names are visible to clients and in metrics.
 */
public enum DenialCode {
  AUTH_INVALID_TOKEN(401),
  AUTH_UNKNOWN_KID(401),
  AUTH_MISSING_CLAIMS(403),
  AUTH_FORBIDDEN(403),
  AUTH_MISCONFIGURED_JWKS(500),
  AUTHZ_UNAVAILABLE(503),
  BAD_REQUEST(400),
  TENANT_HEADER_REQUIRED(400),
  TENANT_MISMATCH(403),
  IP_BLOCKED(403),
  WAF_BLOCKED(403),
  NOT_FOUND(404),
  RATE_LIMITED(429),
  QUOTA_EXCEEDED(429);

  private final int status;

  DenialCode(int status) {
    this.status = status;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }
}
