"""Addresses of the desk, one list per noun."""

from django.urls import include, path

from anmulong.desk.views import signing_in


app_name = "desk"

doors = [
    path("sign-in/", signing_in.sign_in, name="sign_in"),
    path("sign-out/", signing_in.sign_out, name="sign_out"),
    path("post/", signing_in.choose_post, name="choose_post"),
]

urlpatterns = [path("", include(doors))]
