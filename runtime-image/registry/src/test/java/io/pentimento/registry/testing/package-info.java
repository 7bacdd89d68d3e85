/**
 * Registries to test with: the process of Debian's package, and one that can be told how to fail.
 */
package io.pentimento.registry.testing;
