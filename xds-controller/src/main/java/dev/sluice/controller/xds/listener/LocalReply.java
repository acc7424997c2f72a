package dev.sluice.controller.xds.listener;

import dev.sluice.controller.xds.resource.CodeDetails;
import dev.sluice.controller.xds.resource.XdsNames;
import java.util.List;

/**
 * A kind of response that Envoy makes itself. It is detected by its code details, not by status or
 * flag. Denials of the policy servers have the same status and flag, and keep their own bodies.
 *
 * @param retry true if a retry is useful
 * @param condition the CEL condition of the access log
 */
record LocalReply(int status, String code, boolean retry, String condition) {
  /** The kinds that Envoy sends before it has read the headers of a request. */
  static final List<LocalReply> EARLY =
      List.of(
          new LocalReply(
              400,
              "BAD_REQUEST",
              false,
              "response.code_details == 'path_normalization_failed'"
                  + " || (response.code == 400 && (response.code_details.startsWith('http1.')"
                  + " || response.code_details.startsWith('http2.')"
                  + " || response.code_details.startsWith('http3.')"
                  + " || response.code_details in ['missing_host_header', 'missing_path',"
                  + " 'absolute_path_rejected', 'low_version', 'invalid_path']))"),
          new LocalReply(431, "REQUEST_HEADERS_TOO_LARGE", false, "response.code == 431"));

  /** The kinds that only an attempt at a model has. */
  static final List<LocalReply> OF_ATTEMPTS =
      List.of(
          new LocalReply(
              503,
              "UPSTREAM_UNAVAILABLE",
              true,
              "response.code_details in ['sluice_model_gone', 'sluice_model_name_not_found']"),
          new LocalReply(
              502, "UPSTREAM_ERROR", true, "response.code_details == 'sluice_unusable_answer'"),
          new LocalReply(
              413,
              "REQUEST_TOO_LARGE",
              false,
              "response.code_details == 'sluice_request_too_large'"));

  /** The other kinds, the most frequent ones first. */
  static final List<LocalReply> ROUTED =
      List.of(
          new LocalReply(
              503, "AUTHZ_UNAVAILABLE", true, "response.code_details == 'ext_authz_error'"),
          new LocalReply(
              503,
              "DLP_UNAVAILABLE",
              true,
              "response.code_details.startsWith('ext_proc_error')"
                  + " || response.code_details == 'spurious_message'"),
          new LocalReply(
              400,
              "BAD_REQUEST",
              false,
              "response.code_details.contains('grpc_json_transcode_failure{INVALID_ARGUMENT')"),
          new LocalReply(
              403,
              "CSRF_ORIGIN_MISMATCH",
              false,
              "response.code_details == 'csrf_origin_mismatch'"),
          new LocalReply(
              404,
              "NOT_FOUND",
              false,
              "response.code_details == 'route_not_found'"
                  + " || response.code_details.contains('grpc_json_transcode_failure{NOT_FOUND')"),
          new LocalReply(
              504,
              "UPSTREAM_TIMEOUT",
              false,
              "response.code_details in "
                  + CodeDetails.celList(CodeDetails.TIMEOUTS)
                  + " || (response.code == 504 && response.code_details == 'stream_idle_timeout')"),
          new LocalReply(
              503,
              "UPSTREAM_UNAVAILABLE",
              false,
              "response.code_details in ['no_healthy_upstream', 'cluster_not_found',"
                  + " 'maintenance_mode', 'overload', 'early_connect_data',"
                  + " 'reached_concurrency_limit', '"
                  + CodeDetails.ADMISSION_DENIED
                  + "']"
                  + " || (response.code == 503 && response.code_details == 'direct_response'"
                  + " && !('"
                  + XdsNames.OWN_BODY
                  + "' in xds.route_metadata.filter_metadata))"
                  + " || response.code_details.startsWith('upstream_reset_')"),
          new LocalReply(
              413,
              "REQUEST_TOO_LARGE",
              false,
              "response.code_details in ['request_payload_too_large',"
                  + " 'rbac_access_denied_matched_policy[request_limit]']"),
          new LocalReply(
              408,
              "REQUEST_TIMEOUT",
              false,
              "response.code_details in ['request_header_timeout', 'request_overall_timeout']"
                  + " || (response.code == 408"
                  + " && response.code_details == 'stream_idle_timeout')"));
}
