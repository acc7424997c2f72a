/**
 * YAML text to a small tree in which every key and value knows its line and column. It is the only
 * package that sees the YAML library; it must not know what any file means.
 */
@NullMarked
package dev.sluice.common.yaml;

import org.jspecify.annotations.NullMarked;
