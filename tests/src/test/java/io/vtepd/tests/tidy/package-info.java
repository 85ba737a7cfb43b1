/**
 * Rules of the house that a compiler does not know: sizes, names, who may depend on whom, links
 * that resolve, methods that nobody calls. Reads the checkout's files and the modules' classes.
 */
package io.vtepd.tests.tidy;
