/**
 * The ext_authz service over gRPC, its configuration, metrics, run-in and the one place where its
 * parts are put together. It must not decide anything itself.
 */
@NullMarked
package dev.sluice.extauthz.server;

import org.jspecify.annotations.NullMarked;
