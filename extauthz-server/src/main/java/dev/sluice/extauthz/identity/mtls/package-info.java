/** Identity from the client certificate that Envoy verified. It must not see the certificate. */
@NullMarked
package dev.sluice.extauthz.identity.mtls;

import org.jspecify.annotations.NullMarked;
