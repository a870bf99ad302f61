"""Reference data for machines."""

from rest_framework import serializers, viewsets

from kemitraan.reference.models import Cluster


class ClusterSerializer(serializers.ModelSerializer):
    """`is_outside` marks the bucket for real demand outside all clusters."""

    class Meta:
        model = Cluster
        fields = ["code", "name_id", "name_en", "description_id", "description_en", "is_outside"]


class ClusterViewSet(viewsets.ReadOnlyModelViewSet):
    queryset = Cluster.objects.all()
    serializer_class = ClusterSerializer
    pagination_class = None  # a dozen rows, whole
