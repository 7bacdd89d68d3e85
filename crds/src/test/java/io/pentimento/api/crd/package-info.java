/** Writes the custom resource definition from the types, and watches that the two agree. */
package io.pentimento.api.crd;
