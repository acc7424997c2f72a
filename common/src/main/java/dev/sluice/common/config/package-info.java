/**
 * The configuration of a server: one YAML file and the environment, which has precedence, as typed
 * values, with all problems reported at once. It must not know which keys exist; the owners of the
 * keys read them.
 */
@NullMarked
package dev.sluice.common.config;

import org.jspecify.annotations.NullMarked;
