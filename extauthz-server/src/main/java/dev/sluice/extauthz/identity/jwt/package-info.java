/** Identity from signed tokens of the policy's issuers. It must not know any request. */
@NullMarked
package dev.sluice.extauthz.identity.jwt;

import org.jspecify.annotations.NullMarked;
