/**
 * The ext_authz service over gRPC: configuration, metrics, warm-up, and the one place where all
 * parts are put together. It must not decide anything.
 */
@NullMarked
package dev.sluice.extauthz.server;

import org.jspecify.annotations.NullMarked;
