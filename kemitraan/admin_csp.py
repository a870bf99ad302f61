"""The admin's own, wider Content-Security-Policy; the public site keeps the strict one.

The admin's theme evaluates expressions in attributes (Alpine) and sets style attributes. Without these two permissions
its dialogs stay open over the page. Only officials who have signed in work there.
"""

from csp.constants import SELF, UNSAFE_EVAL, UNSAFE_INLINE

from kemitraan.addresses import address

ADMIN_POLICY = {
    "script-src": [SELF, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
}


class AdminPolicyMiddleware:
    """Stands inside csp.middleware.CSPMiddleware, which writes the header."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path.startswith(address("admin:index")):
            response._csp_replace = ADMIN_POLICY
        return response
