package dev.sluice.common.error;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sentences of errors that clients receive. A constant with the name of a code is the general
 * sentence of that code; the other constants are sentences for one cause. Each {@code {}} is
 * replaced by a name from the configuration or by a place in the request, never by a value.
 */
public enum ErrorSentence {
  AUTH_INVALID_TOKEN(
      "The credential of the request is missing or not valid."
          + " Send a valid one in the Authorization header."),
  AUTH_NO_TOKEN(
      AUTH_INVALID_TOKEN,
      "The request has no access token."
          + " Send one in the Authorization header, as \"Bearer\" and the token."),
  AUTH_NO_KEY(AUTH_INVALID_TOKEN, "The request has no API key. Send one in the X-Api-Key header."),
  AUTH_NO_CERTIFICATE(
      AUTH_INVALID_TOKEN,
      "The connection has no client certificate. Connect with a certificate that this API accepts."),
  AUTH_UNREADABLE(
      AUTH_INVALID_TOKEN,
      "The credential in the Authorization or X-Api-Key header cannot be read."
          + " Send one complete credential in one header, without other characters."),
  AUTH_MALFORMED_TOKEN(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is not a valid JSON Web Token ({})."
          + " Get a new token from its issuer."),
  AUTH_BAD_SIGNATURE(
      AUTH_INVALID_TOKEN,
      "The signature of the token in the Authorization header is wrong."
          + " Get a new token from its issuer."),
  AUTH_WRONG_ISSUER(
      AUTH_INVALID_TOKEN,
      "The issuer of the token in the Authorization header is not accepted here."
          + " Get a token from an issuer of this API."),
  AUTH_WRONG_AUDIENCE(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is for another audience."
          + " Request a token for this API from its issuer."),
  AUTH_EXPIRED_TOKEN(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header has expired."
          + " Get a new token and send the request again."),
  AUTH_EARLY_TOKEN(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is not valid yet."
          + " Check the clock of its issuer and send the request again later."),
  AUTH_CLAIM_NOT_ACCEPTED(
      AUTH_INVALID_TOKEN,
      "A claim of the token in the Authorization header is missing or not accepted ({})."
          + " Ask its issuer for a token with this claim."),
  AUTH_KEYS_EXPIRED(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header cannot be verified, because the keys of its issuer"
          + " are too old. Tell the operator of the gateway."),
  AUTH_REVOKED(
      AUTH_INVALID_TOKEN,
      "The credential of the request was revoked or is inactive."
          + " Get a new credential and send the request again."),
  AUTH_UNKNOWN_KEY(
      AUTH_INVALID_TOKEN,
      "The API key of the request is not known. Check it, or create a new API key."),
  AUTH_EXPIRED_CREDENTIAL(
      AUTH_INVALID_TOKEN,
      "The credential of the request has expired."
          + " Create a new credential and send the request again."),
  AUTH_TOKEN_REQUIRED(
      AUTH_INVALID_TOKEN,
      "The request has an API key, but this API requires an access token."
          + " Send a token in the Authorization header."),
  AUTH_KEY_REQUIRED(
      AUTH_INVALID_TOKEN,
      "The request has an access token, but this API requires an API key."
          + " Send the key in the X-Api-Key header."),
  AUTH_BAD_PRINCIPAL(
      AUTH_INVALID_TOKEN,
      "The client certificate does not contain a valid SPIFFE ID."
          + " Connect with a certificate that this API accepts."),
  AUTH_UNKNOWN_BINDING(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is bound to its holder in a way that is not supported"
          + " here. Ask its issuer for a token that is bound to a DPoP key or a certificate."),
  AUTH_DPOP_REQUIRED(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is bound to a key."
          + " Send it as \"DPoP\" and the token, with a proof in the DPoP header."),
  AUTH_DPOP_UNBOUND(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is not bound to a key."
          + " Send it as \"Bearer\" and the token."),
  AUTH_DPOP_MISSING(
      AUTH_INVALID_TOKEN,
      "The request has no DPoP header. Send a new proof for this request in it."),
  AUTH_DPOP_INVALID(
      AUTH_INVALID_TOKEN,
      "The proof in the DPoP header is not valid for this request ({})."
          + " Make a new proof for each request."),
  AUTH_DPOP_TIME(
      AUTH_INVALID_TOKEN,
      "The proof in the DPoP header is too old or from the future."
          + " Check the clock of the client and make a new proof for each request."),
  AUTH_DPOP_REPLAYED(
      AUTH_INVALID_TOKEN,
      "The proof in the DPoP header was used before. Make a new proof for each request."),
  AUTH_TOKEN_NEEDS_CERTIFICATE(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is bound to a client certificate, and the connection"
          + " has none. Connect with the certificate that the token was issued for."),
  AUTH_OTHER_CERTIFICATE(
      AUTH_INVALID_TOKEN,
      "The token in the Authorization header is bound to another client certificate."
          + " Connect with the certificate that the token was issued for."),
  AUTH_UNKNOWN_KID(
      "The token in the Authorization header is signed with a key that its issuer does not publish."
          + " Get a new token from its issuer."),
  AUTH_MISSING_CLAIMS(
      "The token in the Authorization header lacks a valid claim for user, tenant, project or"
          + " workspace. Ask its issuer for a token with these claims."),
  AUTH_FORBIDDEN(
      "The caller may not send this request. Ask the administrator of your tenant for access."),
  AUTH_LEVEL_TOO_LOW(
      AUTH_FORBIDDEN,
      "The request needs the access level {} (rule {}), and the caller has a lower one."
          + " Ask the administrator of your tenant for a role with this level."),
  AUTH_ROLE_NOT_ALLOWED(
      AUTH_FORBIDDEN,
      "The role of the caller is not allowed on this path (rule {})."
          + " Ask the administrator of your tenant for another role."),
  AUTH_SCOPE_MISSING(
      AUTH_FORBIDDEN,
      "The credential lacks a scope of this route (scopes: {})."
          + " Request a credential with these scopes."),
  AUTH_NO_SUBSCRIPTION(
      AUTH_FORBIDDEN,
      "The credential has no active subscription to this API."
          + " Subscribe to its product and send the request again."),
  AUTH_PRINCIPAL_NOT_ADMITTED(
      AUTH_FORBIDDEN,
      "The client certificate is not admitted to this API."
          + " Ask its provider to admit the SPIFFE ID of the certificate."),
  AUTH_CONDITION_NOT_MET(
      AUTH_FORBIDDEN,
      "The request does not meet a condition of the gateway (rule {})."
          + " Ask the operator of the gateway which requests it allows."),
  AUTH_MISCONFIGURED_JWKS(
      "The gateway has no keys to verify credentials for this API."
          + " Tell its operator to configure the issuer of this route."),
  AUTHZ_UNAVAILABLE(
      "The request could not be authorized, because the authorization server is not available."
          + " Wait for the seconds in Retry-After and send the request again."),
  BAD_REQUEST(
      "The request is not valid HTTP or has a path that cannot be normalized."
          + " Correct its path and headers and send it again."),
  BAD_HEADER(
      BAD_REQUEST,
      "The value of the {} header is not allowed (rule {})."
          + " Send one of the documented values."),
  TENANT_HEADER_REQUIRED(
      "A header that names the tenant is missing or empty. Send it with the id of your tenant."),
  TENANT_HEADER_MISSING(
      TENANT_HEADER_REQUIRED,
      "The {} header is missing or not a single value (rule {})."
          + " Send it once, with the id of your tenant."),
  TENANT_MISMATCH(
      "The tenant in the request is not the tenant of the credential."
          + " Send the id of the tenant that the credential belongs to."),
  TENANT_HEADER_MISMATCH(
      TENANT_MISMATCH,
      "The {} header names another tenant than the credential (rule {})."
          + " Send the id of the tenant that the credential belongs to."),
  IP_BLOCKED(
      "The address of the client is not allowed here."
          + " Connect from an allowed network, or ask the operator of the gateway."),
  IP_BLOCKED_BY_RULE(
      IP_BLOCKED,
      "The address of the client is not allowed here (rule {})."
          + " Connect from an allowed network, or ask the operator of the gateway."),
  WAF_BLOCKED(
      "The request contains text that looks like an attack."
          + " Remove it, or ask the operator of the gateway for an exception."),
  WAF_BLOCKED_REQUEST(
      WAF_BLOCKED,
      "The request contains text that looks like an attack, {} (rule {})."
          + " Remove it, or ask the operator of the gateway for an exception."),
  WAF_BLOCKED_RESPONSE(
      WAF_BLOCKED,
      "The response was stopped, because it contains text that looks like an attack, {}"
          + " (rule {}). Ask the operator of the gateway for an exception."),
  NOT_FOUND(
      "No API of this host has this path and method."
          + " Check the path, the method and the Host header of the request."),
  RATE_LIMITED(
      "Too many requests were sent in a short time."
          + " Wait for the seconds in Retry-After and send the request again."),
  RATE_LIMITED_FOR(
      RATE_LIMITED,
      "Too many requests were sent in a short time."
          + " Wait {} seconds and send the request again."),
  QUOTA_EXCEEDED(
      "The quota of the subscription is used up."
          + " Wait for the seconds in Retry-After, or change to a larger plan."),
  TOKEN_BUDGET_EXCEEDED(
      "A token budget is used up. Wait for the seconds in Retry-After, or ask the provider of the"
          + " API for a larger budget."),
  TOKEN_BUDGET_USED_UP(
      TOKEN_BUDGET_EXCEEDED,
      "The token budget \"{}\" is used up. Wait for the seconds in Retry-After, or ask the provider"
          + " of the API for a larger budget."),
  TOKEN_BUDGET_TOO_SMALL(
      TOKEN_BUDGET_EXCEEDED,
      "The request may use more than is left of the token budget \"{}\". Send a shorter request"
          + " with a lower limit of output tokens, or ask for a stream."),
  TOKEN_BUDGET_RESERVED(
      TOKEN_BUDGET_EXCEEDED,
      "The rest of the token budget \"{}\" is reserved for requests that run. Wait for the seconds"
          + " in Retry-After and send the request again."),
  TOKEN_BUDGET_UNPRICED(
      TOKEN_BUDGET_EXCEEDED,
      "The token budget \"{}\" counts money, and the model of the request has no price. Use a model"
          + " with a price, or ask the provider of the API."),
  TOKEN_BUDGET_CUT(
      TOKEN_BUDGET_EXCEEDED,
      "The answer ends here, because the token budget \"{}\" is used up. Ask the provider of the API"
          + " for a larger budget, or wait for the next period."),
  TOO_MANY_STREAMS(
      "Too many requests of the caller run at once. Wait for one of them to end and send the request"
          + " again."),
  TOO_MANY_STREAMS_OF_LIMIT(
      TOO_MANY_STREAMS,
      "Too many requests of the caller run at once (limit \"{}\"). Wait for one of them to end and"
          + " send the request again."),
  QUOTA_EXCEEDED_FOR(
      QUOTA_EXCEEDED,
      "The quota of the subscription is used up. Wait {} seconds, or change to a larger plan."),
  DLP_BLOCKED(
      "The body contains data that a DLP rule blocks. Remove it and send the request again."),
  DLP_BLOCKED_REQUEST(
      DLP_BLOCKED, "The request contains {} {} (rule {}). Remove it and send the request again."),
  DLP_BLOCKED_RESPONSE(
      DLP_BLOCKED,
      "The response was stopped, because it contains {} {} (rule {})."
          + " Change the request so that the response does not contain it."),
  DLP_STREAM_BUFFER_OVERFLOW(
      "The response was stopped, because a part of it is too long to be inspected."
          + " Request a shorter response, or ask the operator to raise the limit."),
  INVALID_BODY("The body does not match its content type. Correct the body and send it again."),
  INVALID_REQUEST_BODY(
      INVALID_BODY,
      "The request body cannot be inspected: {}."
          + " Correct the body or its Content-Type header and send the request again."),
  INVALID_RESPONSE_BODY(
      INVALID_BODY,
      "The response of the upstream cannot be inspected: {}."
          + " Send the request again later, or tell the operator of the gateway."),
  MODEL_REQUIRED(
      "The request names no model, and this API has no default."
          + " Send the name of a model as the member \"model\" of the JSON body."),
  MODEL_NOT_TEXT(
      MODEL_REQUIRED,
      "The member \"model\" of the JSON body is not a string."
          + " Send the name of a model in quotes."),
  MODEL_TOO_LATE(
      MODEL_REQUIRED,
      "The member \"model\" comes too late in the JSON body."
          + " Send it as the first member, before the content."),
  MODEL_AMBIGUOUS("The JSON body has the member \"model\" twice. Send it once."),
  MODEL_NOT_FOUND(
      "This API has no model with the name in the request."
          + " Send one of the names that GET /v1/models lists."),
  MODEL_WRONG_KIND(
      MODEL_NOT_FOUND,
      "The model in the request does not serve this kind of request."
          + " Send another of the names that GET /v1/models lists."),
  MODEL_FORBIDDEN(
      "A policy forbids the model in the request."
          + " Send one of the names that GET /v1/models lists, or ask the operator of the gateway."),
  REQUEST_TOO_LARGE(
      "The request body is larger than the limit of this route."
          + " Send a smaller body, or several requests."),
  UNSUPPORTED_ENCODING(
      "The Content-Encoding of the body is not supported."
          + " Send the body without a coding, or with one of gzip, deflate, br and zstd."),
  UNSUPPORTED_RESPONSE_ENCODING(
      UNSUPPORTED_ENCODING,
      "The response of the upstream has a Content-Encoding that cannot be inspected."
          + " Send an Accept-Encoding header, or tell the operator of the gateway."),
  DLP_UNAVAILABLE(
      "The body could not be inspected, because the inspection server is not available."
          + " Wait for the seconds in Retry-After and send the request again."),
  API_VERSION_SUNSET(
      "This version of the API has ended."
          + " Use the version in the Link header, or ask the provider of the API."),
  UPSTREAM_TIMEOUT(
      "The upstream of this API did not respond in time."
          + " Send the request again later, or request a shorter response."),
  UPSTREAM_UNAVAILABLE(
      "The upstream of this API cannot be reached or has no capacity."
          + " Send the request again later."),
  UPSTREAM_ERROR(
      "The upstream of this API gave an answer that cannot be used. Send the request again later."),
  REQUEST_TIMEOUT(
      "The request did not arrive in time. Send it again, faster or over a better connection."),
  REQUEST_HEADERS_TOO_LARGE(
      "The headers of the request are larger than the limit."
          + " Send fewer or shorter headers and cookies."),
  CSRF_ORIGIN_MISMATCH(
      "The Origin header names another site than this API."
          + " Send the request from an allowed site.");

  private static final Map<String, ErrorSentence> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

  private static final String GAP = "{}";

  private final String code;
  private final String text;

  ErrorSentence(String text) {
    this.code = name();
    this.text = text;
  }

  ErrorSentence(ErrorSentence general, String text) {
    this.code = general.code;
    this.text = text;
  }

  /** Returns the general sentence of a code. A code without one is a programming error. */
  public static ErrorSentence of(String code) {
    ErrorSentence general = BY_NAME.get(code);
    if (general == null || !general.code.equals(code)) {
      throw new IllegalArgumentException("no sentence for the code " + code);
    }
    return general;
  }

  /** Returns the code that the sentence explains. */
  public String code() {
    return code;
  }

  /** Returns true if it is the general sentence of its code. */
  public boolean isGeneral() {
    return name().equals(code);
  }

  /**
   * Returns the text with the gaps filled in order.
   *
   * @param names names from the configuration, or places; never a value of the request
   */
  public String text(String... names) {
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (String name : names) {
      int gap = text.indexOf(GAP, from);
      if (gap < 0) {
        throw new IllegalArgumentException("too many names for " + name());
      }
      filled.append(text, from, gap).append(name);
      from = gap + GAP.length();
    }
    if (text.indexOf(GAP, from) >= 0) {
      throw new IllegalArgumentException("too few names for " + name());
    }
    return filled.append(text.substring(from)).toString();
  }
}
