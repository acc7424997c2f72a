package dev.sluice.extauthz.identity;

import dev.sluice.common.token.jws.Claims;
import dev.sluice.common.token.verify.VerifiedToken;
import dev.sluice.extauthz.identity.issued.IssuedCredential;
import dev.sluice.extauthz.policy.AccessLevel;
import dev.sluice.extauthz.policy.ClaimNames;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A reader of the identity in verified claims. */
final class ClaimsIdentityReader {
  private static final int MAX_LENGTH = 256;

  private ClaimsIdentityReader() {}

  /**
   * Reads the identity. Returns empty if one of the four names is missing or is not valid in a
   * header. For a subscribed client, the tenant is the customer, and the subscription id replaces
   * other missing names.
   */
  static Optional<Identity.Caller> identity(
      VerifiedToken token, ClaimNames names, @Nullable IssuedCredential client) {
    Claims claims = token.claims();
    String subscription = client == null ? "" : client.subscription().id();
    String subject = name(claims, names.user(), client == null ? "" : client.holderId());
    String tenant =
        client == null ? name(claims, names.tenant(), "") : client.subscription().tenant();
    String project = name(claims, names.project(), subscription);
    String workspace = name(claims, names.workspace(), subscription);
    if (subject.isEmpty() || tenant.isEmpty() || project.isEmpty() || workspace.isEmpty()) {
      return Optional.empty();
    }
    String role = name(claims, names.role(), "");
    AccessLevel level =
        names.role().stream().anyMatch(claims::has) ? level(role) : AccessLevel.DEVELOPER;
    return Optional.of(
        new Identity.Caller(
            subject, tenant, project, workspace, role, level, token.issuer(), client));
  }

  private static String name(Claims claims, List<String> names, String fallback) {
    for (String name : names) {
      Optional<String> text = claims.text(name);
      if (text.isPresent()) {
        return text.filter(ClaimsIdentityReader::fitsHeader).orElse("");
      }
    }
    return fallback;
  }

  /**
   * Returns true if the text is valid in a header. A control character could end the header, and
   * blanks at the ends would be lost.
   */
  private static boolean fitsHeader(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      int c = text.codePointAt(i);
      boolean halfPair = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (Character.isISOControl(c) || halfPair || c == 0x2028 || c == 0x2029) {
        return false;
      }
    }
    return text.length() <= MAX_LENGTH && text.strip().length() == text.length();
  }

  private static AccessLevel level(String role) {
    return switch (role) {
      case "admin", "system-admin", "org-admin" -> AccessLevel.ADMIN;
      case "developer", "gateway-owner", "api-developer", "business-manager" ->
          AccessLevel.DEVELOPER;
      case "viewer", "customer-admin", "api-consumer" -> AccessLevel.VIEWER;
      default -> AccessLevel.NONE;
    };
  }
}
