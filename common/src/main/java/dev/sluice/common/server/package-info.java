/**
 * The process of a server: arguments, configuration, the parts that every server has, signals and
 * exit code. It must not know what a server does.
 */
@NullMarked
package dev.sluice.common.server;

import org.jspecify.annotations.NullMarked;
