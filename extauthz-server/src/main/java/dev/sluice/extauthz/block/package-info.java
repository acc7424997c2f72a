/**
 * Blocks of clients after failed credentials, counted in this process. It must not know how blocks
 * are reported.
 */
@NullMarked
package dev.sluice.extauthz.block;

import org.jspecify.annotations.NullMarked;
