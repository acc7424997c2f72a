/**
 * The sign-in of users at an OpenID Connect issuer, and their sessions. Must not know pages, HTTP
 * servers or roles.
 */
@NullMarked
package dev.sluice.controller.api.console.login;

import org.jspecify.annotations.NullMarked;
