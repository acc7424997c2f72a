/**
 * The parser of YAML to a small tree in which each key and value has its line and column. It is the
 * only package that uses the YAML library. It must not know the meaning of any file.
 */
@NullMarked
package dev.sluice.common.yaml;

import org.jspecify.annotations.NullMarked;
