/**
 * A decision to Envoy's CheckResponse: header changes, metadata, denials in the client's own shape.
 * It must not decide anything.
 */
@NullMarked
package dev.sluice.extauthz.response;

import org.jspecify.annotations.NullMarked;
