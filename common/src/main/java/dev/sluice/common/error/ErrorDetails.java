package dev.sluice.common.error;

/**
 * What is told of an error, in whatever shape.
 *
 * @param code the same in all shapes
 * @param status that of HTTP
 * @param type the family of errors, as OpenAI has them
 */
public record ErrorDetails(String code, int status, String type) {
  /** What a rule about contents refuses; the request itself is as it should be. */
  private static final String POLICY = "policy_error";

  /** An error of the family that its status tells. */
  public static ErrorDetails of(String code, int status) {
    return new ErrorDetails(code, status, type(status));
  }

  /** What a rule about contents refuses. */
  public static ErrorDetails ofPolicy(String code, int status) {
    return new ErrorDetails(code, status, POLICY);
  }

  private static String type(int status) {
    return switch (status) {
      case 401 -> "authentication_error";
      case 403 -> "permission_error";
      case 429 -> "rate_limit_error";
      default -> status < 500 ? "invalid_request_error" : "server_error";
    };
  }

  /** The document that ends a running stream in most shapes: OpenAI's clients raise it too. */
  String streamDocument() {
    return "{\"code\":\""
        + code
        + "\",\"error\":{\"code\":\""
        + code
        + "\",\"message\":\""
        + code
        + "\",\"type\":\""
        + POLICY
        + "\"}}";
  }
}
