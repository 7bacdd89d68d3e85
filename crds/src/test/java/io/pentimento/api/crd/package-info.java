/** Generates the custom resource definitions from the types, and verifies that they agree. */
package io.pentimento.api.crd;
