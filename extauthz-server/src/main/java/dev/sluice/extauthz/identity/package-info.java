/**
 * Who is asking: credentials of a request to an identity. It must not know routes beyond what they
 * accept, nor statuses, headers of an answer, or Envoy.
 */
@NullMarked
package dev.sluice.extauthz.identity;

import org.jspecify.annotations.NullMarked;
