package dev.sluice.controller.xds.route;

import dev.sluice.controller.ir.policy.RewriteIr;
import dev.sluice.controller.ir.route.SubstitutionIr;
import dev.sluice.controller.xds.resource.EnvoyMessages;
import io.envoyproxy.envoy.config.core.v3.TypedExtensionConfig;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.extensions.path.rewrite.uri_template.v3.UriTemplateRewriteConfig;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatchAndSubstitute;

/**
 * A translator of rewrites. Envoy makes them after all filters, so policy servers see the request
 * as the client sent it.
 */
final class RewriteTranslator {
  private static final String TEMPLATE = "envoy.path.rewrite.uri_template.uri_template_rewriter";

  private RewriteTranslator() {}

  static void apply(RewriteIr rewrite, RouteAction.Builder action) {
    if (rewrite.changesPath()) {
      action.clearPrefixRewrite();
    }
    rewrite.prefix().ifPresent(action::setPrefixRewrite);
    rewrite.regex().ifPresent(regex -> action.setRegexRewrite(substitution(regex)));
    rewrite.template().map(RewriteTranslator::template).ifPresent(action::setPathRewritePolicy);
    rewrite.host().ifPresent(action::setHostRewriteLiteral);
    rewrite.hostHeader().ifPresent(action::setHostRewriteHeader);
    rewrite.hostRegex().ifPresent(regex -> action.setHostRewritePathRegex(substitution(regex)));
  }

  private static TypedExtensionConfig template(String path) {
    return EnvoyMessages.extension(
        TEMPLATE, UriTemplateRewriteConfig.newBuilder().setPathTemplateRewrite(path).build());
  }

  static RegexMatchAndSubstitute substitution(SubstitutionIr regex) {
    return RegexMatchAndSubstitute.newBuilder()
        .setPattern(EnvoyMessages.regex(regex.pattern()))
        .setSubstitution(regex.substitution())
        .build();
  }
}
