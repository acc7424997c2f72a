/** Identity from tokens that only their issuer can read. It must not know any request. */
@NullMarked
package dev.sluice.extauthz.identity.opaque;

import org.jspecify.annotations.NullMarked;
