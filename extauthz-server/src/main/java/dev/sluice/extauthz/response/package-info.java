/**
 * Encodes a decision as a CheckResponse: header changes, metadata, and denials in the error shape
 * of the client. It must not decide anything.
 */
@NullMarked
package dev.sluice.extauthz.response;

import org.jspecify.annotations.NullMarked;
